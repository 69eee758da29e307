package dev.sapor.cli;

import dev.sapor.cli.console.Console;
import dev.sapor.cli.console.Numbers;
import dev.sapor.cli.console.PrintableText;
import dev.sapor.cli.report.ModelSection;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page that was written.
 *
 * @param file where
 * @param bytes its length
 * @param models what it is about
 * @param sections what it says of each
 * @param overview comparisons
 */
record WrittenReport(
    Path file,
    long bytes,
    List<JudgedModel> models,
    List<ModelSection> sections,
    ReportOverview overview)
    implements Report {

  /** {@code {report, bytes, models: [{…, test, baselines, slices, charts, examples}], …}}. */
  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("report", file.toString());
    json.put("bytes", bytes);
    var list = json.putArray("models");
    for (int at = 0; at < models.size(); at++) {
      JudgedModel model = models.get(at);
      ObjectNode one = model.description().json();
      one.set("test", model.figures().map(TestFigures::testJson).orElse(null));
      one.set("leaks", model.leaks().map(LeakText::json).orElse(null));
      one.set("baselines", model.figures().map(TestFigures::baselinesJson).orElse(null));
      one.set("slices", model.slices().json());
      var charts = one.putArray("charts");
      sections.get(at).charts().forEach(chart -> charts.add(chart.json()));
      var examples = one.putArray("examples");
      sections.get(at).examples().forEach(example -> examples.add(example.json()));
      list.add(one);
    }
    json.set("comparisons", overview.json());
    return json;
  }

  @Override
  public void print(Console console) {
    console.print(
        "wrote %s (%s): %s, %s; open it in a browser"
            .formatted(
                PrintableText.quotable(file.toString()),
                Numbers.bytes(bytes),
                Numbers.of(models.size(), "model"),
                Numbers.of(
                    sections.stream().mapToInt(section -> section.charts().size()).sum(), "plot")));
    for (JudgedModel model : models) {
      model
          .figures()
          .ifPresent(figures ->
              figures
                  .remarks()
                  .forEach(remark ->
                      console.print("  " + PrintableText.quotable(model.name()) + " " + remark)));
    }
  }
}
