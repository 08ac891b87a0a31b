# Each target is a step of .ci/huis.py; nothing clever happens here.
.DEFAULT_GOAL := help
.PHONY: help start test lint bench lock

help:
	@echo 'make start   Installeert wat nodig is en zet de app op http://localhost:8000'
	@echo '             PORT=8001 kiest een andere poort'
	@echo 'make test    Draait alle tests, op SQLite en op PostgreSQL'
	@echo '             ARGS="tests/kluis" kiest een deel; CHROMIUM=pad kiest de browser'
	@echo 'make lint    ruff, mypy, importlagen en sjablonen'
	@echo 'make bench   Meet de app naast haar vergelijking'
	@echo 'make lock    Legt de pakketten opnieuw vast; ARGS=--upgrade neemt nieuwere'

start test lint bench lock:
	@exec sh .ci/huis $@
