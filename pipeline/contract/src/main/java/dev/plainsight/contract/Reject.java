package dev.plainsight.contract;

/**
 * Why a record from a device was not taken. Each one is kept with its bytes and can be replayed.
 */
public enum Reject {
  /** Not the bytes of any kept version of the schema. */
  UNDECODABLE,
  /** The record's key is not the device its bytes speak of. */
  KEY_MISMATCH,
  /** A field is over its limit, or the batch is empty or of an impossible shape. */
  OVER_LIMIT,
  /** The previous hash is not that of the batch before. */
  BROKEN_CHAIN,
  /** A sequence that was already taken comes again with other content. */
  REPEATED_SEQ,
  /** A heartbeat's signature does not fit the device's key. */
  WRONG_SIGNATURE,
  /** An event's time is too far from the time of its arrival to be believed. */
  TIME_OUT_OF_RANGE,
  /** A name that is kept for canaries came where devices send, or another where canaries do. */
  RESERVED_NAME
}
