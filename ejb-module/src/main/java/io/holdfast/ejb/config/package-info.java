// SPDX-License-Identifier: Apache-2.0
/** What may be configured. */
package io.holdfast.ejb.config;
