import java.io.File;
import java.io.FileReader;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Holds properties files against the configuration of Kafka's own clients. Every argument names a client (admin, producer or
 * consumer) and the files it reads as one, {@code producer=client.properties:producer.properties}. Fails on a key that the
 * client does not know and on a value that it does not take; prints where each client would connect.
 */
public class CheckSettings {

  public static void main(String[] arguments) throws Exception {
    for (String argument : arguments) {
      var client = argument.substring(0, argument.indexOf('='));
      var settings = new Properties();
      for (String file : argument.substring(client.length() + 1).split(File.pathSeparator)) {
        try (var reader = new FileReader(file)) {
          settings.load(reader);
        }
      }
      System.out.println(argument + " connects to " + check(client, settings).getList("bootstrap.servers"));
    }
  }

  private static AbstractConfig check(String client, Properties settings) {
    Set<String> known = switch (client) {
      case "admin" -> AdminClientConfig.configNames();
      case "producer" -> ProducerConfig.configNames();
      case "consumer" -> ConsumerConfig.configNames();
      default -> throw new IllegalArgumentException("no client: " + client);
    };
    // Configuration providers belong to every client, under names that the application chooses.
    var unknown = settings.stringPropertyNames().stream().filter(key -> !known.contains(key) && !key.startsWith("config.providers")).sorted().toList();
    if (!unknown.isEmpty()) throw new IllegalArgumentException("unknown to the " + client + ": " + unknown);
    for (String what : List.of("key", "value")) {
      settings.put(what + ".serializer", StringSerializer.class);
      settings.put(what + ".deserializer", StringDeserializer.class);
    }
    return switch (client) {
      case "producer" -> new ProducerConfig(settings);
      case "consumer" -> new ConsumerConfig(settings);
      default -> new AdminClientConfig(settings);
    };
  }
}
