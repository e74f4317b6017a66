# The same program as `make run`: in the sandbox unless a token is given.
#   docker build -t laconique .                             summaries by extracts
#   docker build -t laconique --build-arg MODEL=barthez .   by a model, fetched and converted here
#     (one that asks for conditions: --secret id=hf_token,env=HF_TOKEN; the token is in no layer)
#   docker build -t laconique --build-arg EXTRAS=model .    by a converted model of yours (EXTRAS=torch: any)
ARG BASE=python:3.11-slim-bookworm

# hadolint ignore=DL3006
FROM ${BASE} AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/laconique \
    && /opt/laconique/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE LICENSES.md ./
COPY config config
COPY bot bot
ARG EXTRAS=""
ARG MODEL=""
RUN extras="${EXTRAS}${MODEL:+${EXTRAS:+,}model}" \
    && /opt/laconique/bin/pip install --no-cache-dir ".${extras:+[$extras]}"

# What converts a model is not in the image that runs it.
FROM build AS model
ARG MODEL=""
RUN mkdir -p /made/models \
    && if [ -n "$MODEL" ]; then /opt/laconique/bin/pip install --no-cache-dir ".[torch]"; fi
RUN --mount=type=secret,id=hf_token \
    if [ -s /run/secrets/hf_token ]; then export HF_TOKEN_FILE=/run/secrets/hf_token; fi \
    && if [ -n "$MODEL" ]; then LACONIQUE_HOME=/made /opt/laconique/bin/laconique model get "$MODEL"; fi

# Nor is what is never run: what installs, the tests of libraries, names of days in two hundred languages.
FROM build AS trimmed
RUN /opt/laconique/bin/python -m pip uninstall --yes --quiet setuptools pip \
    && find /opt/laconique/lib -name '_cffi.*.so' -path '*/zstandard/*' -delete \
    && find /opt/laconique/lib -type d -name tests -path '*/site-packages/*' -prune -exec rm -rf {} + \
    && find /opt/laconique/lib -path '*/babel/locale-data/*.dat' \
        ! -name 'root.dat' ! -name 'fr*.dat' ! -name 'en*.dat' -delete

# hadolint ignore=DL3006
FROM ${BASE}
ARG EXTRAS=""
# Python, as the first process, would not hear of a signal before it is awake: tini does. PostgreSQL's own client makes the
# copies of its databases.
# hadolint ignore=DL3008,SC2046
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
        $(case "$EXTRAS" in *postgres*) echo postgresql-client ;; esac) \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
# A volume that is mounted there for the first time takes its owner from here.
RUN useradd --uid 10001 --create-home laconique \
    && install -d -m 0700 -o laconique -g laconique /data /data/inbox /data/backups
ARG MODEL=""
COPY --from=trimmed /opt/laconique /opt/laconique
COPY --from=model --chown=10001:10001 /made/models /opt/laconique/share/laconique/models
# 0.0.0.0 inside the container only: compose.yaml publishes the port on 127.0.0.1.
ENV PATH=/opt/laconique/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LACONIQUE_HOME=/data \
    LACONIQUE_HOST=0.0.0.0 \
    LACONIQUE_PORT=8080 \
    LACONIQUE_MODEL=${MODEL}
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as to; to.urlopen(f\"http://127.0.0.1:{os.environ['LACONIQUE_PORT']}/alive\", timeout=4)"]
ENTRYPOINT ["tini", "--", "laconique"]
CMD ["run"]
