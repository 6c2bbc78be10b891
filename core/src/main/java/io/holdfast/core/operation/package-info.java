// SPDX-License-Identifier: Apache-2.0
/** What a person asks the cluster to do with a session or a member, and what became of it. */
package io.holdfast.core.operation;
