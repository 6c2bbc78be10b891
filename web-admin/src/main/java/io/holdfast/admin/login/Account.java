// SPDX-License-Identifier: Apache-2.0
package io.holdfast.admin.login;

/**
 * Who has logged in.
 *
 * @param user as whom
 * @param role what that user may do
 */
public record Account(String user, Role role) {}
