# What is built is a wheel with its locked dependencies in one folder; what runs is that folder.
# tests/structure/test_dockerfile.py walks these steps without an engine.

FROM python:3.11-slim AS builder
WORKDIR /build
RUN python -m venv /opt/tools && /opt/tools/bin/pip install --quiet uv

# The dependencies first: they change less often than the code.
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv --without-pip /opt/csp \
    && /opt/tools/bin/uv pip install --quiet --python /opt/csp/bin/python --compile-bytecode \
        --require-hashes -r requirements.lock

# The tool that builds the wheel is held to the lock of the development tools.
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY service service
RUN /opt/tools/bin/uv build --quiet --wheel --out-dir dist \
        --build-constraints requirements-dev.lock --require-hashes \
    && /opt/tools/bin/uv pip install --quiet --python /opt/csp/bin/python --compile-bytecode \
        --no-deps dist/*.whl

FROM python:3.11-slim
# By number, so that a cluster can see that it is not root.
RUN useradd --uid 10001 --create-home --home-dir /var/lib/csp --shell /usr/sbin/nologin csp \
    && python -m pip uninstall --quiet --yes pip setuptools wheel
COPY --from=builder /opt/csp /opt/csp
ENV PATH=/opt/csp/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /var/lib/csp
USER 10001
EXPOSE 8000
# Asked directly, whatever proxy the environment names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["python", "-c", "import os; from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open(f\"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz\", timeout=4)"]
CMD ["csp", "serve", "--host", "0.0.0.0"]
