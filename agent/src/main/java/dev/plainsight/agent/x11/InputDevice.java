package dev.plainsight.agent.x11;

/**
 * A slave device of the server: a piece of hardware, or XTEST's, through which programs type.
 *
 * @param name as the server tells it
 * @param injected input from it is made by software
 * @param productId {@code vendor:product}, four hexadecimal digits each; empty: not told
 */
record InputDevice(String name, boolean injected, String productId) {}
