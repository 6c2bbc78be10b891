// SPDX-License-Identifier: Apache-2.0
/** What of the console may be configured. */
package io.holdfast.admin.config;
