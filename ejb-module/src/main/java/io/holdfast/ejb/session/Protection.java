// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.layout.Scheme;
import java.util.Optional;

/**
 * How a session is protected.
 *
 * @param tolerate how many members at once may be lost
 * @param scheme pinned, or empty if it is chosen
 */
record Protection(int tolerate, Optional<Scheme> scheme) {}
