/** The program on an employee's machine: collects, redacts, and sends what it may. */
@NullMarked
package dev.plainsight.agent;

import org.jspecify.annotations.NullMarked;
