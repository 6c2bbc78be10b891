// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.redeploy.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.File;

/** Payara Micro's own interface to itself, over HTTP. By reflection: it is no dependency of any test. */
@Path("runtime")
@RequestScoped
public class ControlResource {

    /** Answers. */
    @GET
    public String ready() {
        return "ready";
    }

    /** Deploys a file; its name is the name of the application and its context root. */
    @POST
    @Path("deploy")
    public String deploy(@QueryParam("file") String file) throws ReflectiveOperationException {
        Object runtime = runtime();
        return String.valueOf(runtime.getClass().getMethod("deploy", File.class).invoke(runtime, new File(file)));
    }

    /** Undeploys. */
    @POST
    @Path("undeploy")
    public String undeploy(@QueryParam("name") String name) throws ReflectiveOperationException {
        Object runtime = runtime();
        runtime.getClass().getMethod("undeploy", String.class).invoke(runtime, name);
        return "done";
    }

    private static Object runtime() throws ReflectiveOperationException {
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
        Object instance = micro.getMethod("getInstance").invoke(null);
        return micro.getMethod("getRuntime").invoke(instance);
    }
}
