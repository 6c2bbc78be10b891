// SPDX-License-Identifier: Apache-2.0
/** An application that is deployed for tests: a bean whose whole life shows over HTTP. */
package io.holdfast.testsuite.life.app;
