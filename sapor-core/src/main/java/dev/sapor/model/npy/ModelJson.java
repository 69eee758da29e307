package dev.sapor.model.npy;

import dev.sapor.model.FactorModel;
import dev.sapor.model.TrainingRecord;
import java.util.Locale;

/** The description of a model as JSON. Text in it is the same for two equal models. */
final class ModelJson {

  private final StringBuilder text = new StringBuilder();

  static String of(FactorModel model) {
    ModelJson json = new ModelJson();
    json.text.append("{\n");
    json.member("algorithm", quoted(model.record().algorithm()));
    json.member("goal", quoted(model.goal().name().toLowerCase(Locale.ROOT)));
    json.member("users", String.valueOf(model.users().size()));
    json.member("items", String.valueOf(model.items().size()));
    json.member("factors", String.valueOf(model.factors().rank()));
    json.member(NpyFolder.GLOBAL_MEAN, String.valueOf(model.factors().mean()));
    json.member("minValue", String.valueOf(model.range().min()));
    json.member("maxValue", String.valueOf(model.range().max()));
    json.record(model.record());
    json.text.append("}\n");
    return json.text.toString();
  }

  private void record(TrainingRecord record) {
    member("seed", String.valueOf(record.seed()));
    member("interactions", String.valueOf(record.interactions()));
    member("dataDigest", quoted(record.dataDigest()));
    member("epochs", String.valueOf(record.epochs().size()));
    text.append("  \"hyperParameters\": {");
    String separator = "\n";
    for (var parameter : record.parameters().entrySet()) {
      text.append(separator).append("    ").append(quoted(parameter.getKey())).append(": ");
      text.append(quoted(parameter.getValue()));
      separator = ",\n";
    }
    text.append(record.parameters().isEmpty() ? "}\n" : "\n  }\n");
  }

  private void member(String name, String value) {
    text.append("  ").append(quoted(name)).append(": ").append(value).append(",\n");
  }

  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
