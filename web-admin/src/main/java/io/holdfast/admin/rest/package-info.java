// SPDX-License-Identifier: Apache-2.0
/** The console over HTTP: resources under {@code /holdfast/api}, problems (RFC 9457), and the headers of every answer. */
package io.holdfast.admin.rest;
