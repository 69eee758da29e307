package dev.sapor.server.live;

import dev.sapor.model.FactorModel;
import dev.sapor.model.io.ModelFile;
import dev.sapor.recommend.ItemFilter;
import dev.sapor.recommend.ItemIndex;
import dev.sapor.recommend.SimilarItems;
import dev.sapor.solver.als.Explainer;
import dev.sapor.solver.als.FoldIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that is ready to serve: read and checked whole, indexed, and asked a few times, so that
 * its first caller does not wait for what is made on first use. Immutable; safe for use by several
 * threads.
 */
public final class ServedModel {

  private static final int WARM_UP_USERS = 200;

  private final String name;
  private final String digest;
  private final FactorModel model;
  private final ItemIndex index;
  private final SimilarItems similar;
  private final @Nullable FoldIn foldIn;
  private final Explainer explainer;
  private final TitleSearch titles;
  private final UserSearch users;
  private final ItemMap map;

  private ServedModel(String name, String digest, FactorModel model) {
    this.name = name;
    this.digest = digest;
    this.model = model;
    index = ItemIndex.of(model);
    similar = SimilarItems.of(model);
    foldIn = foldInOf(model);
    explainer = Explainer.of(model);
    titles = TitleSearch.of(model);
    users = new UserSearch(model.users());
    map = ItemMap.of(model);
  }

  /** A model whose record does not say by which weights it was trained cannot take new users. */
  private static @Nullable FoldIn foldInOf(FactorModel model) {
    try {
      return FoldIn.of(model);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Reads a model, checks all of it and makes it ready.
   *
   * @param name what answers call it
   * @throws dev.sapor.model.io.ModelFileException if it is not a whole model
   * @throws IOException if it cannot be read, or changes meanwhile
   */
  public static ServedModel load(String name, Path file) throws IOException {
    String before = ModelFile.digest(file);
    FactorModel model = ModelFile.open(file);
    if (!ModelFile.digest(file).equals(before)) {
      throw new IOException("the file changed while it was read");
    }
    ServedModel served = of(name, before, model);
    served.warmUp();
    return served;
  }

  /** A model that is in memory already. */
  public static ServedModel of(String name, String digest, FactorModel model) {
    return new ServedModel(name, digest, model);
  }

  private void warmUp() {
    for (int k = 0; k < Math.min(WARM_UP_USERS, model.users().size()); k++) {
      index.best(
          model.factors().users(),
          k,
          model.factors().userBiases()[k],
          10,
          ItemFilter.unseen().includingSeen(),
          null);
    }
  }

  /** What answers call it. */
  public String name() {
    return name;
  }

  /** SHA-256 of its file, in hex. */
  public String digest() {
    return digest;
  }

  public FactorModel model() {
    return model;
  }

  public ItemIndex index() {
    return index;
  }

  public SimilarItems similar() {
    return similar;
  }

  /** Folds in users; empty where the model does not tell its weights. */
  public Optional<FoldIn> foldIn() {
    return Optional.ofNullable(foldIn);
  }

  public Explainer explainer() {
    return explainer;
  }

  public TitleSearch titles() {
    return titles;
  }

  public UserSearch users() {
    return users;
  }

  public ItemMap map() {
    return map;
  }
}
