// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb;

/**
 * A plain stateful bean and the id of its session. Keep the id: with it {@link CheckpointSessions#resume(String, Class)}
 * gives the bean again, on whichever member.
 *
 * @param id of the session
 * @param bean the bean on this member; stale as soon as the session is resumed on another one
 * @param <T> its type
 */
public record SessionReference<T>(String id, T bean) {}
