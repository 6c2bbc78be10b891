// SPDX-License-Identifier: Apache-2.0
/** The shop over HTTP: the REST resources under {@code api}, their errors, and the headers that guard the page. */
package io.holdfast.shop.web;
