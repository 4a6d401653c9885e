# Each target says what it does; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help env moved book book-instructor pdf epub slides student site release serve ledger coq problem-set problem-sets grade points sign exam quick test test-chapters test-package test-web test-pdf test-epub test-coq deep mutants check audit bench refresh lock clean
# What is given is text, a name that a stranger chose among it: make runs nothing that it holds, and shells take it from their environment.
$(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(eval export override $(name) := $$(value $(name)))))
# The time of the commit; in an archive without git the time of its files, which is the same.
export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile 2>/dev/null || stat -f %m Makefile)
export PYTHONHASHSEED := 0
# Packages are compiled when .venv is made; the folders of the sources stay as they are.
export PYTHONDONTWRITEBYTECODE := 1
# Every edition folds the solutions, or leaves them out.
export SPILLOVER_SOLUTIONS := $(or $(value SOLUTIONS),fold)
PYTHON_IN_VENV := .venv/bin/python
# In as many processes as there are cores; the one that is done first takes over tests that wait for another.
PYTEST := $(PYTHON_IN_VENV) -m pytest --numprocesses auto --dist worksteal
# The tests of the package and of the build: all that read nothing of what `make book`, `make pdf` and `make epub` build.
PACKAGE := --ignore tests/web --ignore tests/print --ignore tests/epub --ignore tests/coq tests
# What reaches no line that other tests leave, and takes several times as long while coverage is measured.
UNMEASURED := tests/test_mutations.py tests/test_random_questions.py tests/test_typed_answers.py tests/fuzz

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile # as macOS has it too, whose sed knows no tab

env: .venv/.up-to-date ## make .venv from the lock files (does nothing when it is up to date)
# A .venv that was moved or copied with its folder runs the code of the other: it is made anew.
MOVED := $(shell [ ! -s .venv/.up-to-date ] || [ "$$(cat .venv/.up-to-date)" = "$$(pwd -P)" ] || echo moved)
.venv/.up-to-date: lock/all.txt lock/uv.txt pyproject.toml tools/make-env $(MOVED)
	@tools/make-env
moved:

book: env ## build the book into _build/html; SOLUTIONS=hide leaves the solutions out, in _build/without-solutions
	@$(PYTHON_IN_VENV) tools/build.py

book-instructor: ## build pages and slides with all solutions open, the guide and the answers, into _build/instructor
	@$(MAKE) --no-print-directory slides SOLUTIONS=show

pdf: book ## build the printed edition and a PDF of each page into _build/pdf; CODE=show prints the code too
	@SPILLOVER_CODE="$${CODE:-hide}" $(PYTHON_IN_VENV) tools/pdf.py

epub: env ## build the edition for e-readers into _build/epub, without code; CODE=show shows the code too
	@SPILLOVER_CODE="$${CODE:-hide}" $(PYTHON_IN_VENV) tools/epub.py

slides: book ## make the slides of the lectures into _build/slides, and print them
	@$(PYTHON_IN_VENV) tools/slides.py

student: env ## build the wheel, and the notebooks as students take them, into _build/student
	@$(PYTHON_IN_VENV) tools/student.py

site: pdf epub slides student ## build the pages and all other editions into _build/site, ready for a host
	@$(PYTHON_IN_VENV) tools/publish.py

release: site ## put what goes with a release, from the wheel to the site, into _build/release
	@$(PYTHON_IN_VENV) tools/release.py

serve: book ## build the book and show it on this machine
	@$(PYTHON_IN_VENV) tools/serve.py

ledger: env ## establish the verdict on every claim afresh, and print the table
	@$(PYTHON_IN_VENV) -m spillover.ledger

coq: env ## have Coq check every claim of the ledger, or CLAIM=4.1-x, into _build/coq; needs Coq, says how to install it
	@$(PYTHON_IN_VENV) -m theorems $$CLAIM

problem-set: env ## write a problem set into _build/problem-sets: STUDENT=name, SET=1 to 4
	@$(PYTHON_IN_VENV) tools/problem_set.py "$$STUDENT" $${SET:+"$$SET"}

problem-sets: env ## write the problem sets of a class list into _build/problem-sets: CLASS=class.csv, SET=1 to 4
	@$(PYTHON_IN_VENV) tools/problem_set.py --class "$$CLASS" $${SET:+"$$SET"}

grade: env ## grade what is in SUBMISSIONS (else _build/submissions) into _build/grades; CLASS=class.csv SET=1 DUE=time LATE=10%/day
	@$(PYTHON_IN_VENV) tools/grade.py $${SUBMISSIONS:+"$$SUBMISSIONS"} $${CLASS:+--class "$$CLASS"} $${SET:+--set "$$SET"} $${DUE:+--due "$$DUE"} $${LATE:+--late "$$LATE"} $${YES:+--yes}

points: env ## change points by hand: STUDENT=id SET=1 PART=p1_reply POINTS=1.5 COMMENT="why"; alone, make pages and tables anew
	@$(PYTHON_IN_VENV) tools/points.py $${STUDENT:+"$$STUDENT" $${SET:-1}} $${PART:+--part "$$PART"} $${POINTS:+--points "$$POINTS"} $${COMMENT:+--remark "$$COMMENT"}

sign: env ## write into a notebook whose it is, if you know: FILE=path STUDENT=id SET=1 to 4
	@$(PYTHON_IN_VENV) tools/sign.py "$$FILE" "$$STUDENT" $${SET:+"$$SET"}

# A shell calls its terminal TERM, which is no term.
exam: env ## draw an exam and its marking scheme into _build/exam: TERM="Autumn 2026", QUESTIONS=4, SPILLOVER_SALT the secret word
	@$(PYTHON_IN_VENV) tools/exam.py $(if $(filter override,$(origin TERM)),"$$TERM","") $${QUESTIONS:+"$$QUESTIONS"}

quick: env ## test the package in a minute, while you work on it: what is quick, and the examples in docstrings
	@$(PYTEST) -m "not deep and not slow" --doctest-modules code $(PACKAGE)

test: test-chapters test-package ## test the package, the chapters and the build of the book

test-chapters: env ## run every chapter and compare its outputs with those that are committed
	@$(PYTHON_IN_VENV) -c "from spillover.claims import ledger; ledger.everything()" # once for all chapters that show evidence
	@$(PYTEST) --dist loadfile --nbval --nbval-kernel-startup-timeout 300 chapters

test-package: env ## test the package and the build of the book, and the examples in docstrings
	@$(PYTEST) -m "not deep" --doctest-modules code $(PACKAGE)

test-web: book ## drive every page of the book in Chromium
	@$(PYTEST) -m "not deep" --dist loadfile --no-loadscope-reorder tests/web # in their order: a page serves one test after the other, the slowest first

test-pdf: pdf ## read the printed edition: its log, its fonts, its pages
	@$(PYTHON_IN_VENV) -m pytest -m "not deep" tests/print

test-epub: epub ## let epubcheck and the tests read the edition for e-readers
	@$(PYTEST) -m "not deep" tests/epub

test-coq: coq ## see that Coq refuses what it must, and that what it checked is what the book says
	@$(PYTEST) -m "not deep" tests/coq

deep: book pdf coq ## what takes too long for each push: coverage, every mutation, strange input, each page at every width, second builds
	@$(PYTEST) --cov --cov-report term-missing:skip-covered --cov-fail-under 100 --doctest-modules code/positivity $(UNMEASURED:%=--ignore %) $(PACKAGE)
	@$(PYTEST) $(UNMEASURED)
	@$(PYTHON_IN_VENV) tools/mutants.py --sample 60
	@$(PYTEST) -m deep tests/web
	@$(PYTHON_IN_VENV) -m pytest -m deep tests/print
	@$(PYTEST) tests/coq
	@$(PYTHON_IN_VENV) -m theorems --again # by another program, which reads what the compiler wrote and shares less with it

mutants: env ## change the package in one place after another and see that tests notice: MODULE=positivity.linear, SAMPLE=60
	@$(PYTHON_IN_VENV) tools/mutants.py $${SAMPLE:+--sample "$$SAMPLE"} $$MODULE

check: env ## lint, type-check and spell-check
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/codespell && .venv/bin/lint-imports --cache-dir _build/import-linter

audit: env ## ask over the network whether a weakness is known of anything that the lock files pin
	@$(PYTHON_IN_VENV) tools/supply.py

bench: env ## measure, as ratios, and say what got slower; ALL=1 whole commands too, RECORD=1 to compare with from now on
	@$(PYTHON_IN_VENV) tools/bench.py $${ALL:+--all} $${RECORD:+--record}

refresh: env ## run the chapters and rewrite the outputs that are committed with them
	@$(PYTHON_IN_VENV) tools/refresh.py $$CHAPTERS

lock: env ## pin the newest versions that pyproject.toml allows; RESOLUTION=lowest-direct the oldest
	@.venv/bin/uv pip compile --quiet --upgrade --resolution "$${RESOLUTION:-highest}" --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o lock/all.txt
	@echo "uv" | .venv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header --no-annotate - -o lock/uv.txt

# What students got and handed in, and their grades, cannot be built again; an exam may have been edited.
clean: ## remove everything that was built; problem sets, submissions, grades and exams stay
	@[ ! -d _build ] || find _build -mindepth 1 -maxdepth 1 ! -name 'problem-sets*' ! -name submissions ! -name 'grades*' ! -name 'exam*' -exec rm -rf {} +
