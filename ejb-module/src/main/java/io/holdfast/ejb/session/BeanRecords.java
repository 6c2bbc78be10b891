// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of a session as its live beans have made them, one for each bean and one for the answers to retries. The
 * bytes of an only bean are not kept once they are acknowledged: the cluster has the copy.
 *
 * <p>Guarded by {@link #lock()}, which is held while a checkpoint is made of the records.
 */
final class BeanRecords {

    private final ReentrantLock lock = new ReentrantLock();

    /** Null where the bytes are only in the cluster. */
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();

    private Replies replies = Replies.none();
    private volatile boolean unpublished;

    /** As they were reassembled. */
    BeanRecords(Map<String, byte[]> records) {
        put(records);
        unpublished = false;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** New bytes, which the cluster does not have yet. */
    void put(Map<String, byte[]> captured) {
        bytes.putAll(captured);
        unpublished = true;
        byte[] record = captured.get(Replies.RECORD);
        if (record != null) {
            replies = Replies.decode(record);
        }
    }

    /** A bean is gone. */
    void remove(String bean) {
        unpublished |= bytes.containsKey(bean);
        bytes.remove(bean);
    }

    /** The cluster has them all. */
    void published() {
        unpublished = false;
        taken();
    }

    /** The beans have the bytes. */
    void taken() {
        if (!unpublished && beans().size() == 1) {
            bytes.replaceAll((name, kept) -> name.equals(Replies.RECORD) ? kept : null);
        }
    }

    /** The cluster may not have them all, and nobody minds before the next checkpoint. */
    void excused() {
        unpublished = false;
    }

    /** Whether the cluster may not have them all, though they should be safe. May be asked without the lock. */
    boolean isUnpublished() {
        return unpublished;
    }

    /** What the cluster has. */
    void complete(Map<String, byte[]> stored) {
        bytes.replaceAll((name, kept) -> kept == null ? stored.get(name) : kept);
    }

    /** A copy: these, and what was captured. */
    Map<String, byte[]> with(Map<String, byte[]> captured) {
        Map<String, byte[]> next = new LinkedHashMap<>(bytes);
        next.putAll(captured);
        return next;
    }

    boolean has(String bean) {
        return bytes.containsKey(bean);
    }

    Optional<byte[]> of(String bean) {
        return Optional.ofNullable(bytes.get(bean));
    }

    /** The names of the beans. */
    List<String> beans() {
        return bytes.keySet().stream()
                .filter(name -> !name.equals(Replies.RECORD))
                .toList();
    }

    /** What calls with idempotency keys answered. */
    Replies replies() {
        return replies;
    }
}
