// SPDX-License-Identifier: Apache-2.0
/** What members counted, added up for people and in the format that monitoring reads. */
package io.holdfast.admin.metrics;
