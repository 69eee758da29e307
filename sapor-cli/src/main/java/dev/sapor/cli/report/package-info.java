/**
 * The page that {@code sapor report} writes: one HTML file that needs nothing beside itself.
 *
 * <p>A {@link dev.sapor.cli.report.ReportPage} is what the page says: a {@link
 * dev.sapor.cli.report.ModelSection} for each model, made of facts, {@link
 * dev.sapor.cli.report.Chart}s, {@link dev.sapor.cli.report.TestResult}s and {@link
 * dev.sapor.cli.report.ExampleUser}s, and an {@link dev.sapor.cli.report.Overview} where there are
 * several. {@link dev.sapor.cli.report.LearningCurves}, {@link dev.sapor.cli.report.NormHistogram}
 * and {@link dev.sapor.cli.report.PopularityPlot} take their charts from a model; figures come
 * ready from outside.
 *
 * <p>{@link dev.sapor.cli.report.ReportHtml} turns the page into text: markup through {@code Html},
 * which escapes, data for the plots as JSON that cannot end its own element, and styles and scripts
 * from the resources, named by their digests in the content security policy of the page. The same
 * page gives the same bytes.
 */
@NullMarked
package dev.sapor.cli.report;

import org.jspecify.annotations.NullMarked;
