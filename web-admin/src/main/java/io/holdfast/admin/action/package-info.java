// SPDX-License-Identifier: Apache-2.0
/** What people ask the cluster to do, and the record of who asked for what. */
package io.holdfast.admin.action;
