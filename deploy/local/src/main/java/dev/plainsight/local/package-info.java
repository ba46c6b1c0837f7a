/**
 * Everything on one machine: the parts, who watches over them, and the commands of the launcher.
 */
package dev.plainsight.local;
