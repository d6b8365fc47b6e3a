# SPDX-License-Identifier: MulanPSL-2.0
# make: builds build/zhidian. make test | libpb | install-libpb | tidy | asan | bench | torture | fmt | compdb. Sources are found by wildcard.
CC ?= gcc
B ?= build
PKGS := libmicrohttpd sqlite3 libpq jansson libsodium libutf8proc libcrypto pangocairo xlsxwriter libzip expat libqrencode libcurl
LIGHT := sqlite3 libpq jansson libsodium libutf8proc libcrypto
STD := -std=c11 -D_GNU_SOURCE -O2 -g -fno-strict-aliasing -fstack-protector-strong
WARN := -Wall -Wextra -Wpedantic -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wno-missing-field-initializers -Wno-overlength-strings \
	-Werror=incompatible-pointer-types -Werror=implicit-function-declaration -Werror=format-security -Werror=int-conversion $(WERROR)
CPPFLAGS := -Isrc -I$(B) -include base/banned.h
CFLAGS := $(STD) $(WARN) $(SAN) $(shell pkg-config --cflags $(PKGS))
LDLIBS := $(SAN) $(shell pkg-config --libs $(PKGS)) -lgmp -lpthread -lm

FOLDERS := base pb policy voucher db journal door people place voice choose fund work review care render web cli feed sim
SRC := $(wildcard $(FOLDERS:%=src/%/*.c)) src/main.c
OBJ := $(SRC:src/%.c=$(B)/obj/%.o) $(B)/obj/gen.o
LIBOBJ := $(filter-out $(B)/obj/main.o,$(OBJ))
INPUTS := $(wildcard src/*/*.sql src/*/*.text src/*/*.html src/*/*.paper src/*/*.css src/*/*.svg src/db/schema/*.sql test/cases/*.story src/sim/*.story) src/subjects.def
UNIT := $(patsubst test/%.c,$(B)/test/%,$(wildcard test/*/*_test.c test/*_test.c))

all: $(B)/zhidian

$(B)/zhidian: $(OBJ)
	$(CC) -o $@ $^ $(LDLIBS)

# tool/gen: .sql .text .html .paper .css .story → build/gen, checked
$(B)/tool/gen: $(wildcard tool/*.c tool/*.h) src/base/banned.h
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -Itool -Isrc $(SAN) -o $@ $(wildcard tool/*.c) $(shell pkg-config --cflags --libs sqlite3)

$(B)/gen/done: $(B)/tool/gen $(INPUTS)
	@mkdir -p $(B)/gen
	$(B)/tool/gen . $(B)/gen
	@touch $@

$(B)/obj/%.o: src/%.c | $(B)/gen/done
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# gen leaves alone what did not change; without this rule make -j would trust times it took before gen ran.
$(B)/gen/%.h $(B)/gen/%.c: $(B)/gen/done ;

$(B)/obj/gen.o: $(B)/gen/all.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/lib.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

# libpb.a: the allocation rules alone (src/pb and what they take of src/base). Its tests link nothing else.
PBSRC := $(wildcard src/pb/*.c) src/base/arena.c src/base/buf.c src/base/err.c src/base/str.c
libpb: $(B)/libpb.a
$(B)/libpb.a: $(PBSRC:src/%.c=$(B)/libpb/%.o)
	@rm -f $@
	ar rcs $@ $^
$(B)/libpb/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(STD) $(WARN) $(SAN) -O3 -MMD -MP -c -o $@ $<
# For others: one object that shows only what its header shows, under names of its own; the header; a pkg-config file.
PREFIX ?= /usr/local
PBVERSION := 0.2
install-libpb: $(B)/libpb.a
	@mkdir -p $(B)/alone $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/libpb
	ld -r -o $(B)/alone/whole.o --whole-archive $(B)/libpb.a
	nm -g --defined-only $(B)/alone/whole.o | awk '$$3 ~ /^(arena|buf|str|err_name$$)/ { print $$3, "pb_" $$3 }' >$(B)/alone/names
	objcopy --redefine-syms=$(B)/alone/names $(B)/alone/whole.o
	objcopy --wildcard --keep-global-symbol='pb_*' $(B)/alone/whole.o $(B)/alone/libpb.o
	@rm -f $(B)/alone/libpb.a
	ar rcs $(B)/alone/libpb.a $(B)/alone/libpb.o
	tool/libpb_header $(PBVERSION) >$(B)/alone/pb.h
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(PBVERSION)|' tool/libpb.pc.in >$(B)/alone/libpb.pc
	install -m 644 $(B)/alone/libpb.a $(DESTDIR)$(PREFIX)/lib/libpb.a
	install -m 644 $(B)/alone/pb.h $(DESTDIR)$(PREFIX)/include/libpb/pb.h
	install -m 644 $(B)/alone/libpb.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/libpb.pc

$(B)/obj/pb/%.o: CFLAGS += -O3
$(B)/test/pb/%: test/pb/%.c $(B)/libpb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(STD) $(WARN) $(SAN) -Itest -MMD -MP -o $@ $< $(B)/libpb.a -lgmp -lcmocka
$(B)/test/bench/pb_read: test/bench/pb_read.c $(B)/libpb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(STD) $(WARN) $(SAN) -MMD -MP -o $@ $< $(B)/libpb.a -lgmp
# It counts what the arenas take.
PBBENCH := $(wildcard test/bench/pb.c test/bench/pb_[mp]*.[ch])
$(B)/test/bench/pb: $(PBBENCH) test/pb/make.h $(B)/libpb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(STD) $(WARN) $(SAN) -Itest -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free -o $@ \
		$(filter %.c,$^) $(B)/libpb.a -lgmp

$(B)/test/%: test/%.c $(B)/lib.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itest -MMD -MP -o $@ $< $(B)/lib.a $(LDLIBS) -lcmocka

units: $(UNIT)

-include $(OBJ:.o=.d) $(UNIT:=.d) $(PBSRC:src/%.c=$(B)/libpb/%.d)

# What CI would say, by hand: all tests; the style alone; the layout of the code; a list for editors.
test:
	script/test
asan:
	$(MAKE) B=build/asan SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined' all units
# clang's libFuzzer over what reads strangers' bytes: build/fuzz/fuzz/web_fuzz -max_total_time=600 CORPUS
fuzz:
	$(MAKE) B=build/fuzz CC=clang SAN='-fsanitize=address,undefined,fuzzer-no-link' fuzzers
fuzzers: $(patsubst test/fuzz/%.c,$(B)/fuzz/%,$(wildcard test/fuzz/*_fuzz.c))
$(B)/fuzz/pb_fuzz: test/fuzz/pb_fuzz.c $(B)/libpb.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(STD) $(WARN) $(SAN) -Itest -fsanitize=fuzzer -o $@ $< $(B)/libpb.a -lgmp
$(B)/fuzz/%: test/fuzz/%.c $(B)/lib.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itest -fsanitize=fuzzer -o $@ $< $(B)/lib.a $(LDLIBS)
tidy: $(B)/test/tidy_test
	$<
fmt:
	git ls-files '*.c' '*.h' | xargs clang-format -i
bench torture:
	script/$@
compdb:
	@{ echo '['; for f in $(SRC); do printf '{"directory":"%s","file":"%s","command":"%s -c %s"},\n' \
		'$(CURDIR)' $$f '$(CC) $(CPPFLAGS) $(CFLAGS)' $$f; done | sed '$$s/,$$//'; echo ']'; } >compile_commands.json

clean:
	rm -rf $(B)
.PHONY: all units libpb install-libpb test fuzz fuzzers asan tidy fmt bench torture compdb clean
