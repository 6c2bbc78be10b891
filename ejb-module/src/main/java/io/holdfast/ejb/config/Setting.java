// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.config;

/**
 * Everything that may be configured, each declared once: MicroProfile Config or system property name, kind, default,
 * and what it does. The guide's table is made of these.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Kind is a record of numbers or an unmodifiable list
public enum Setting {
    /** The application's name in the cluster. */
    APPLICATION(
            "holdfast.application",
            Kind.TEXT,
            "",
            "name of the application in the cluster; default: its deployed name"),
    /** The member's name. */
    MEMBER_NAME("holdfast.member.name", Kind.TEXT, "", "name of this member; default: host:port"),
    /** The member's failure domain. */
    ZONE("holdfast.zone", Kind.TEXT, "", "failure domain of this member; default: its host"),
    /** The default of {@code @Checkpointed(tolerate)}. */
    TOLERATE("holdfast.tolerate", Kind.count(1, 4), "2", "members that may be lost at once, where a bean does not say"),
    /** Backups of manifests. */
    MANIFEST_BACKUPS(
            "holdfast.manifest.backups",
            Kind.count(0, 6),
            "",
            "backups of each manifest, at least the highest tolerate; default: holdfast.tolerate, at least 2; the same on all members"),
    /** The largest state. */
    LARGEST_STATE("holdfast.state.max", Kind.count(1024, 1 << 30, "bytes"), "16777216", "largest state of a session"),
    /** The largest inline state. */
    INLINE("holdfast.inline.max", Kind.count(0, 65_536, "bytes"), "8192", "largest state that rides in its manifest"),
    /** A pinned scheme. */
    SCHEME("holdfast.scheme", Kind.TEXT, "", "scheme for all states, as 4+1 or mirror x2; default: chosen for each"),
    /** What a small cluster does. */
    SHORTAGE(
            "holdfast.shortage",
            Kind.oneOf("degrade", "refuse"),
            "degrade",
            "cluster too small for tolerate: degrade stores with less protection, refuse fails the call"),
    /** The commit's limit. */
    COMMIT_LIMIT("holdfast.commit.limit", Kind.count(100, 300_000, "milliseconds"), "10000", "longest commit"),
    /** The grid's limit. */
    OPERATION_LIMIT(
            "holdfast.operation.limit", Kind.count(100, 300_000, "milliseconds"), "5000", "longest grid operation"),
    /** The idle time. */
    SESSION_TIMEOUT("holdfast.session.timeout", Kind.count(1, 10_080, "minutes"), "30", "idle session ends after"),
    /** The handover's limit. */
    HANDOVER_LIMIT(
            "holdfast.handover.limit",
            Kind.count(0, 60_000, "milliseconds"),
            "2000",
            "how long an owner is asked to hand a session over before it is claimed by force"),
    /** The lease. */
    LEASE(
            "holdfast.lease",
            Kind.count(0, 60_000, "milliseconds"),
            "2000",
            "an owner that was not confirmed for so long asks the cluster before it serves a call"),
    /** Eager or lazy recovery. */
    RECOVERY(
            "holdfast.recovery",
            Kind.oneOf("eager", "lazy"),
            "eager",
            "orphans are reactivated at once, or with their next request"),
    /** Concurrency of recovery. */
    RECOVERY_CONCURRENCY(
            "holdfast.recovery.concurrency", Kind.count(1, 64), "4", "sessions that are recovered at the same time"),
    /** Where the distributor runs. */
    DISTRIBUTOR(
            "holdfast.distributor",
            Kind.oneOf("producer", "backup", "dedicated"),
            "producer",
            "where parity is computed and fragments are sent from: the member that runs the bean, another one that runs the application, or one that does nothing else; if that one does not answer, the first"),
    /** The limit of a distributor elsewhere. */
    DISTRIBUTOR_LIMIT(
            "holdfast.distributor.limit",
            Kind.count(10, 60_000, "milliseconds"),
            "500",
            "how long a distributor on another member is waited for"),
    /** Encryption keys. */
    ENCRYPTION_KEYS(
            "holdfast.encryption.keys",
            Kind.SECRET,
            "",
            "keys for AES-256-GCM as id:base64 of 32 bytes, comma-separated; the first encrypts, the others still decrypt; the same on all members; default: nothing is encrypted"),
    /** How states become bytes. */
    CODEC(
            "holdfast.codec",
            Kind.TEXT,
            "fory",
            "how states become bytes: fory (fast), java (Java serialization), or the name of a codec of the application"),
    /** Idempotency keys of a session. */
    IDEMPOTENCY_KEYS(
            "holdfast.idempotency.keys",
            Kind.count(0, 1_024),
            "16",
            "idempotency keys that a session remembers, the last ones; 0 for none"),
    /** The largest kept result. */
    IDEMPOTENCY_RESULT(
            "holdfast.idempotency.result.max",
            Kind.count(0, 1 << 20, "bytes"),
            "4096",
            "largest result of a call that is kept for a retry with the same idempotency key"),
    /** More classes to deserialize. */
    SERIALIZATION_ALLOW(
            "holdfast.serialization.allow",
            Kind.TEXT,
            "",
            "classes that a state may contain besides those its fields name; comma-separated, com.acme.* for a package");

    private final String key;
    private final Kind kind;
    private final String standard;
    private final String description;

    Setting(String key, Kind kind, String standard, String description) {
        this.key = key;
        this.kind = kind;
        this.standard = standard;
        this.description = description;
    }

    /** The name by which it is configured. */
    public String key() {
        return key;
    }

    /** What values it takes. */
    public Kind kind() {
        return kind;
    }

    /** The default; empty if it depends. */
    public String standard() {
        return standard;
    }

    /** What it does. */
    public String description() {
        return description;
    }
}
