# The same program as `make run`: in the sandbox unless TELEGRAM_TOKEN is set.
#   docker build -t laconique .                       summaries by extracts
#   docker build -t laconique --build-arg EXTRAS=model .   for a converted model (EXTRAS=torch: any)
ARG BASE=python:3.11-slim-bookworm

# hadolint ignore=DL3006
FROM ${BASE} AS build
ARG EXTRAS=""
WORKDIR /src
COPY pyproject.toml README.md LICENSE LICENSES.md ./
COPY config config
COPY bot bot
RUN python -m venv /opt/laconique \
    && /opt/laconique/bin/pip install --no-cache-dir ".${EXTRAS:+[$EXTRAS]}"

# hadolint ignore=DL3006
FROM ${BASE}
RUN useradd --uid 10001 --create-home laconique \
    && install -d -m 0700 -o laconique -g laconique /data
COPY --from=build /opt/laconique /opt/laconique
# 0.0.0.0 inside the container only: compose.yaml publishes the port on 127.0.0.1.
ENV PATH=/opt/laconique/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LACONIQUE_HOME=/data \
    LACONIQUE_HOST=0.0.0.0
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/alive', timeout=4)"]
ENTRYPOINT ["laconique"]
CMD ["run"]
