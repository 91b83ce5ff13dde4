package io.aiven.kafka.tieredstorage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/**
 * Stands in for the plugin of the same name: keeps segments in the folder of the variable BUCKET, and writes down there what it is told.
 */
public final class RemoteStorageManager implements org.apache.kafka.server.log.remote.storage.RemoteStorageManager {
  private final Path bucket = Path.of(System.getenv("BUCKET"));

  @Override
  public void configure(Map<String, ?> settings) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings).forEach((key, value) -> lines.add(key + "=" + value));
    try {
      Files.createDirectories(bucket.resolve("segments"));
      Files.write(bucket.resolve("settings-" + settings.get("broker.id")), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path place(RemoteLogSegmentMetadata metadata, String kind) {
    String id = metadata.remoteLogSegmentId().id().toString();
    return bucket.resolve("segments").resolve(id + "." + kind);
  }

  @Override
  public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
      throws RemoteStorageException {
    ByteBuffer epochs = data.leaderEpochIndex().duplicate();
    byte[] bytes = new byte[epochs.remaining()];
    epochs.get(bytes);
    try {
      Files.copy(data.logSegment(), place(metadata, "log"));
      Files.copy(data.offsetIndex(), place(metadata, IndexType.OFFSET.name()));
      Files.copy(data.timeIndex(), place(metadata, IndexType.TIMESTAMP.name()));
      Files.copy(data.producerSnapshotIndex(), place(metadata, IndexType.PRODUCER_SNAPSHOT.name()));
      if (data.transactionIndex().isPresent()) {
        Files.copy(data.transactionIndex().get(), place(metadata, IndexType.TRANSACTION.name()));
      }
      Files.write(place(metadata, IndexType.LEADER_EPOCH.name()), bytes);
    } catch (IOException e) {
      throw new RemoteStorageException(e);
    }
    return Optional.empty();
  }

  @Override
  public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int from) throws RemoteStorageException {
    return fetchLogSegment(metadata, from, Integer.MAX_VALUE - 1);
  }

  @Override
  public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int from, int to)
      throws RemoteStorageException {
    byte[] all = read(place(metadata, "log"));
    return new ByteArrayInputStream(all, from, Math.min(to + 1, all.length) - from);
  }

  @Override
  public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType type) throws RemoteStorageException {
    return new ByteArrayInputStream(read(place(metadata, type.name())));
  }

  private static byte[] read(Path file) throws RemoteStorageException {
    if (!Files.exists(file)) {
      throw new RemoteResourceNotFoundException(file + " is not there");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RemoteStorageException(e);
    }
  }

  @Override
  public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
    try {
      Files.deleteIfExists(place(metadata, "log"));
      for (IndexType type : IndexType.values()) {
        Files.deleteIfExists(place(metadata, type.name()));
      }
    } catch (IOException e) {
      throw new RemoteStorageException(e);
    }
  }

  @Override
  public void close() {}
}
