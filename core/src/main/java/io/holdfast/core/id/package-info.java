// SPDX-License-Identifier: Apache-2.0
/** Names of the things that are stored: checkpoints, their versions, redundancy groups and fragments. Values only. */
package io.holdfast.core.id;
