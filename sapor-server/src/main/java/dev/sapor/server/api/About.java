package dev.sapor.server.api;

import dev.sapor.model.FactorModel;
import dev.sapor.model.TrainingRecord;
import dev.sapor.recommend.ItemIndex;
import dev.sapor.server.feedback.FeedbackLog;
import dev.sapor.server.http.Answer;
import dev.sapor.server.http.Call;
import dev.sapor.server.live.EvaluationReport;
import dev.sapor.server.live.ServedModel;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/model}: what the model in service is and where it comes from. */
final class About {

  private final Service service;
  private final List<EvaluationReport> evaluations;

  About(Service service, List<EvaluationReport> evaluations) {
    this.service = service;
    this.evaluations = evaluations;
  }

  Answer model(Call call) {
    call.allowQuery();
    ServedModel served = service.model();
    FactorModel model = served.model();
    TrainingRecord record = model.record();
    ObjectNode json = Items.answer(served);
    json.put("goal", model.goal().name().toLowerCase(Locale.ROOT));
    json.put("algorithm", record.algorithm());
    json.put("users", model.users().size());
    json.put("items", model.items().size());
    json.put("rankableItems", served.index().rankable());
    json.put("factors", model.factors().rank());
    json.put("interactions", record.interactions());
    json.put("history", model.history().isPresent());
    json.put("foldIn", served.foldIn().isPresent());
    ItemIndex.Choice choice = ItemIndex.choose(model.items().size(), model.factors().rank());
    json.put("search", choice.search().name().toLowerCase(Locale.ROOT));
    json.put("searchReason", choice.reason());
    json.put("indexBytes", choice.bytes());
    json.put("seed", record.seed());
    ObjectNode parameters = json.putObject("parameters");
    record.parameters().forEach(parameters::put);
    ArrayNode epochs = json.putArray("epochs");
    for (TrainingRecord.Epoch epoch : record.epochs()) {
      ObjectNode one = epochs.addObject();
      one.put("epoch", epoch.number());
      one.put("objective", epoch.objective());
      put(one, "trainRmse", epoch.trainRmse());
      put(one, "validationRmse", epoch.validationRmse());
    }
    ArrayNode judged = json.putArray("evaluations");
    evaluations.forEach(evaluation -> Evaluations.put(judged.addObject(), evaluation, served));
    FeedbackLog log = service.feedback();
    if (log != null) {
      ObjectNode feedback = json.putObject("feedback");
      feedback.put("log", log.id());
      feedback.put("through", Watermark.of(log, served));
    }
    return Answer.json(json);
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    value.ifPresent(number -> json.put(name, number));
  }
}
