/** The web application: pages for managers, analysts, auditors, IT, owners and employees. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.dashboard;
