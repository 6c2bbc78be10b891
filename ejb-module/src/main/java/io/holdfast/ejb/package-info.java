// SPDX-License-Identifier: Apache-2.0
/** What an application uses: annotations, the sessions, and the exceptions of a call. */
package io.holdfast.ejb;
