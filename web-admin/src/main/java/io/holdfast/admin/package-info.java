// SPDX-License-Identifier: Apache-2.0
/** The admin console as an application: its place in the grid, from its start to its end. */
package io.holdfast.admin;
