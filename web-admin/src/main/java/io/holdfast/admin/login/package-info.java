// SPDX-License-Identifier: Apache-2.0
/** Who may look: one user, whose password is configured or made at the first start. */
package io.holdfast.admin.login;
