// SPDX-License-Identifier: Apache-2.0
/** What happens now: looks again and again while somebody watches, and tells all who watch. */
package io.holdfast.admin.live;
