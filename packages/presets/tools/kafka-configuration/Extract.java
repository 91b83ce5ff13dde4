import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Prints, as one JSON object, the configuration keys that the Kafka on the class path defines:
 * {"broker": {key: {...}}, "topic": {key: {...}}}. Kafka's own classes moved between packages over the versions, so
 * all but ConfigDef are looked up by name. Keys that Kafka marks as internal are left out.
 */
public class Extract {
  public static void main(String[] arguments) throws Exception {
    ConfigDef broker = (ConfigDef) call("configDef", "kafka.server.KafkaConfig");
    ConfigDef topic = (ConfigDef) call("configDefCopy", "org.apache.kafka.storage.internals.log.LogConfig");
    Map<?, ?> updateModes = (Map<?, ?>) call("dynamicConfigUpdateModes",
        "org.apache.kafka.server.config.DynamicBrokerConfig", "kafka.server.DynamicBrokerConfig$");
    Map<?, ?> synonyms = (Map<?, ?>) Class.forName("org.apache.kafka.server.config.ServerTopicConfigSynonyms")
        .getField("TOPIC_CONFIG_SYNONYMS").get(null);

    StringBuilder json = new StringBuilder("{\"broker\":{");
    Class<?> authorizer = Class.forName("org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The authorizer reads two keys of the broker's configuration that no ConfigDef has.
    broker = new ConfigDef(broker)
        .define((String) authorizer.getField("SUPER_USERS_CONFIG").get(null), Type.STRING, "", Importance.MEDIUM, "")
        .define((String) authorizer.getField("ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG").get(null), Type.BOOLEAN, false,
            Importance.MEDIUM, "");
    for (ConfigKey key : sorted(broker)) {
      // Kafka's documentation takes a broker key that has no update mode for one that needs a restart.
      append(json, key, "update", updateModes.containsKey(key.name) ? updateModes.get(key.name) : "read-only");
    }
    json.append("},\"topic\":{");
    for (ConfigKey key : sorted(topic)) {
      append(json, key, "server", synonyms.get(key.name));
    }
    System.out.println(json.append("}}"));
  }

  private static Iterable<ConfigKey> sorted(ConfigDef definition) {
    Map<String, ConfigKey> keys = new TreeMap<>(definition.configKeys());
    keys.values().removeIf(key -> key.internalConfig);
    return keys.values();
  }

  private static void append(StringBuilder json, ConfigKey key, String extraName, Object extra) {
    if (json.charAt(json.length() - 1) != '{') json.append(',');
    json.append(quote(key.name)).append(":{\"type\":").append(quote(key.type.name()));
    json.append(",\"importance\":").append(quote(key.importance.name()));
    if (key.hasDefault()) {
      json.append(",\"default\":").append(quote(ConfigDef.convertToString(key.defaultValue, key.type)));
    }
    json.append(",\"valid\":").append(quote(key.validator == null ? null : key.validator.toString()));
    json.append(",\"validator\":").append(
        quote(key.validator == null ? null : key.validator.getClass().getSimpleName()));
    json.append(",\"").append(extraName).append("\":").append(quote(extra == null ? null : extra.toString())).append('}');
  }

  /** Calls a method without arguments, static or of a Scala object, of the first class that this version has it in. */
  private static Object call(String method, String... classes) throws Exception {
    for (String name : classes) {
      try {
        Class<?> type = Class.forName(name);
        return type.getMethod(method).invoke(name.endsWith("$") ? type.getField("MODULE$").get(null) : null);
      } catch (ClassNotFoundException | NoSuchMethodException absent) {
        // another class of the list has it in this version
      }
    }
    throw new IllegalStateException("this Kafka has no " + method + " in any of: " + String.join(", ", classes));
  }

  private static String quote(String text) {
    if (text == null) return "null";
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
