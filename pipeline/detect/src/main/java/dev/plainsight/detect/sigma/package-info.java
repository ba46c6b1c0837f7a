/**
 * A native engine for Sigma rules: text in, immutable compiled rules out; events in, matches out.
 *
 * <pre>
 * a policy's text --SigmaSet--> texts, names, placeholders
 * texts --RuleParser--> rules, correlations, refusals --SigmaRules--> plan per kind of event
 * event --Taxonomy--> SigmaEvent --Plan--> matching rules --CorrelationFold--> correlations that hold
 * </pre>
 */
@NullMarked
package dev.plainsight.detect.sigma;

import org.jspecify.annotations.NullMarked;
