// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

/**
 * A login that a page carries.
 *
 * @param account whose
 * @param id of the login: renewing keeps it
 * @param begunAt when the password was given, epoch milliseconds
 * @param endsAt when it is worth nothing unless it is renewed, epoch milliseconds
 */
public record Token(Account account, String id, long begunAt, long endsAt) {}
