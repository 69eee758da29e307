/**
 * The rules of the house as tests: which module and which package may use which, where vector code
 * may stand, and what the libraries never call. {@link dev.sapor.architecture.HouseRules} holds the
 * rules, {@link dev.sapor.architecture.HouseRulesTest} applies them to the product, and {@link
 * dev.sapor.architecture.HouseRulesFailTest} shows on classes that break them that they can fail.
 */
@NullMarked
package dev.sapor.architecture;

import org.jspecify.annotations.NullMarked;
