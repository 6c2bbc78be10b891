// SPDX-License-Identifier: Apache-2.0
/** The chaos suite: real servers under load, random faults from a seed, and a history that is judged afterwards. */
package io.holdfast.testsuite.chaos;
