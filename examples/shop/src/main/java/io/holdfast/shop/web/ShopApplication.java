// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the REST resources of the shop under {@code /shop/api}. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
