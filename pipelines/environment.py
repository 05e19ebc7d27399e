"""Every environment variable that we read, in one table for `doctor` and the reference."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    meaning: str
    default: str


DATABASE_URL: Final = Variable(
    "DATABASE_URL",
    "PostgreSQL to use, as postgresql://user:password@host:port/database",
    "an embedded PostgreSQL below OMNINODE_HOME",
)
KAFKA_BOOTSTRAP_SERVERS: Final = Variable(
    "KAFKA_BOOTSTRAP_SERVERS",
    "Kafka brokers to use, as host:port,host:port",
    "an embedded endpoint that keeps messages in memory",
)
KAFKA_SECURITY_PROTOCOL: Final = Variable(
    "KAFKA_SECURITY_PROTOCOL",
    "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL: how KAFKA_BOOTSTRAP_SERVERS are spoken to",
    "PLAINTEXT: no TLS, no password",
)
KAFKA_SASL_MECHANISM: Final = Variable(
    "KAFKA_SASL_MECHANISM", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512", "PLAIN"
)
KAFKA_SASL_USERNAME: Final = Variable(
    "KAFKA_SASL_USERNAME", "user of the brokers, for the two SASL protocols", "none"
)
KAFKA_SASL_PASSWORD: Final = Variable("KAFKA_SASL_PASSWORD", "the user's password", "none")
KAFKA_SSL_CAFILE: Final = Variable(
    "KAFKA_SSL_CAFILE",
    "PEM file of the CAs that sign the brokers' certificates",
    "those of the system",
)
KAFKA_SSL_CERTFILE: Final = Variable(
    "KAFKA_SSL_CERTFILE",
    "PEM file of our certificate, for brokers that want one",
    "we show none",
)
KAFKA_SSL_KEYFILE: Final = Variable(
    "KAFKA_SSL_KEYFILE", "PEM file of its private key", "the key stands in KAFKA_SSL_CERTFILE"
)
KAFKA_SSL_KEY_PASSWORD: Final = Variable(
    "KAFKA_SSL_KEY_PASSWORD", "password of the private key", "it has none"
)
OMNINODE_KAFKA: Final = Variable(
    "OMNINODE_KAFKA",
    "apache lets `omninode up` start a real broker of our own, which keeps its messages",
    "embedded: the endpoint in memory",
)
OMNINODE_ENVIRONMENT: Final = Variable(
    "OMNINODE_ENVIRONMENT",
    "development, test, staging or production: how messages to Kafka are compressed and batched",
    "development: each message at once, uncompressed",
)
OMNINODE_KAFKA_PARTITIONING: Final = Variable(
    "OMNINODE_KAFKA_PARTITIONING",
    "key, round_robin or balanced: which partition a message goes to",
    "key: Kafka's own way",
)
KAFKA_DLQ_SUFFIX: Final = Variable(
    "KAFKA_DLQ_SUFFIX",
    "what the topic of dead letters is called that belongs to a topic which is not ours: its name "
    "and this",
    ".dlq",
)
OMNINODE_METRICS_PORT: Final = Variable(
    "OMNINODE_METRICS_PORT",
    "port at which a service that runs on and on tells Prometheus its metrics, on 127.0.0.1",
    "metrics are not served",
)
OMNINODE_RELAY_METRICS_PORT: Final = Variable(
    "OMNINODE_RELAY_METRICS_PORT",
    "port at which the relay tells Prometheus of generations, sensors, the outbox and breakers, on "
    "127.0.0.1",
    "metrics are not served",
)
OMNINODE_INTELLIGENCE: Final = Variable(
    "OMNINODE_INTELLIGENCE",
    "whom the pipeline asks for evidence: auto, service (over Kafka, also one that is not ours) or "
    "local (its own sources)",
    "auto: the service where `omninode intelligence serve` runs on this database",
)
OMNINODE_ONEXTREE_URL: Final = Variable(
    "OMNINODE_ONEXTREE_URL",
    "service that gives advice on generated code, as http://host:8058, for requests with "
    "`enable_onextree`; the code is sent to it",
    "nobody is asked",
)
OMNINODE_INTELLIGENCE_TIMEOUT: Final = Variable(
    "OMNINODE_INTELLIGENCE_TIMEOUT",
    "seconds for which the pipeline waits for the service's answer, before it asks its own sources",
    "5",
)
OMNINODE_RATE_LIMITS: Final = Variable(
    "OMNINODE_RATE_LIMITS",
    "how often each user, or all of them, may ask: generate=10/minute, generate@all=100/minute; "
    "off lifts all limits",
    "*=600/minute: each user at each endpoint",
)
OMNINODE_RATE_LIMIT_LOAD: Final = Variable(
    "OMNINODE_RATE_LIMIT_LOAD",
    "the load up to which limits hold in full, as RUNS/SECONDS: unfinished runs, and the gate's "
    "p95; off lets them hold always",
    "200/30",
)
OMNINODE_REDIS_URL: Final = Variable(
    "OMNINODE_REDIS_URL",
    "Redis in which several instances count together, as redis://:password@host:port/0",
    "each process counts for itself",
)
OMNINODE_HOME: Final = Variable(
    "OMNINODE_HOME",
    "folder that holds the state, the logs and the settings of the services",
    "the nearest .omninode upwards, else a new one in the current folder",
)
OMNINODE_ALLOW_UNSANDBOXED: Final = Variable(
    "OMNINODE_ALLOW_UNSANDBOXED",
    "1 lets generated code run where the kernel offers no isolation",
    "generated code is refused there",
)
OMNINODE_LLM_URL: Final = Variable(
    "OMNINODE_LLM_URL",
    "OpenAI-compatible endpoint, as http://host:port/v1, that may propose rules for requirements "
    "that nothing else realises; parts of the document are sent to it",
    "no language model is asked",
)
OMNINODE_LLM_MODEL: Final = Variable(
    "OMNINODE_LLM_MODEL", "name of the model at OMNINODE_LLM_URL", "default"
)
OMNINODE_LLM_KEY: Final = Variable(
    "OMNINODE_LLM_KEY", "key that is sent to OMNINODE_LLM_URL as a bearer token", "none is sent"
)
XDG_CACHE_HOME: Final = Variable(
    "XDG_CACHE_HOME",
    "folder for caches; ours is omninode-bridge below it",
    "~/.cache",
)
NO_COLOR: Final = Variable("NO_COLOR", "any value turns colours off", "colours on a terminal only")

VARIABLES: Final = (
    DATABASE_URL,
    KAFKA_BOOTSTRAP_SERVERS,
    KAFKA_SECURITY_PROTOCOL,
    KAFKA_SASL_MECHANISM,
    KAFKA_SASL_USERNAME,
    KAFKA_SASL_PASSWORD,
    KAFKA_SSL_CAFILE,
    KAFKA_SSL_CERTFILE,
    KAFKA_SSL_KEYFILE,
    KAFKA_SSL_KEY_PASSWORD,
    OMNINODE_KAFKA,
    OMNINODE_ENVIRONMENT,
    OMNINODE_KAFKA_PARTITIONING,
    KAFKA_DLQ_SUFFIX,
    OMNINODE_METRICS_PORT,
    OMNINODE_RELAY_METRICS_PORT,
    OMNINODE_INTELLIGENCE,
    OMNINODE_INTELLIGENCE_TIMEOUT,
    OMNINODE_ONEXTREE_URL,
    OMNINODE_RATE_LIMITS,
    OMNINODE_RATE_LIMIT_LOAD,
    OMNINODE_REDIS_URL,
    OMNINODE_HOME,
    OMNINODE_ALLOW_UNSANDBOXED,
    OMNINODE_LLM_URL,
    OMNINODE_LLM_MODEL,
    OMNINODE_LLM_KEY,
    XDG_CACHE_HOME,
    NO_COLOR,
)

_OF_COMMANDS: Final = (
    *(OMNINODE_METRICS_PORT, OMNINODE_HOME, OMNINODE_KAFKA, XDG_CACHE_HOME, NO_COLOR),
)
OF_SERVICES: Final = tuple(variable for variable in VARIABLES if variable not in _OF_COMMANDS)
"""What the services of `omninode up` read once, when they start."""
