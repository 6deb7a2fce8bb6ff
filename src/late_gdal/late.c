/* GDAL, loaded when a function of it is called for the first time.
 *
 * Loading the GDAL of a distribution means loading about a hundred libraries, 45 ms of work before `main` begins, and most questions
 * need none of it. Each function of GDAL that oreline uses (functions.txt) stands here as a few instructions that jump to
 * where the real one is; the first call finds out where. Names that stand here are not looked for in the library by the linker, so that
 * the program does not ask for it at its start. A function that is missing in the list is linked in the ordinary way: everything works,
 * and the program starts as slowly as before (tests/late_gdal.rs notices).
 *
 * x86-64 with the System V calling convention; elsewhere build.rs leaves this file out.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* The layout is known to the instructions below. */
struct late_function {
    void *address;
    const char *name;
};

static pthread_once_t loaded_once = PTHREAD_ONCE_INIT;
static void *library;

static void fail(const char *what)
{
    fprintf(stderr,
            "oreline: GDAL cannot be loaded\n  cause: %s\n"
            "  hint: install " LATE_GDAL_LIBRARY ", the GDAL that this program was built with (Debian: apt-get install libgdal-dev)\n",
            what);
    _Exit(1);
}

static void load(void)
{
    library = dlopen(LATE_GDAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        fail(dlerror());
}

__attribute__((visibility("hidden"), used)) void *oreline_late_gdal_find(struct late_function *function)
{
    pthread_once(&loaded_once, load);
    void *address = dlsym(library, function->name);
    if (address == NULL)
        fail(dlerror());
    /* Two threads may come here at once; both store the same. */
    __atomic_store_n(&function->address, address, __ATOMIC_RELEASE);
    return address;
}

/* Keeps all registers that may hold arguments, finds the function, goes there as if it had been called itself. */
__asm__(
    ".text\n"
    ".type oreline_late_gdal_first_call, @function\n"
    "oreline_late_gdal_first_call:\n"
    ".cfi_startproc\n"
    "  pushq %rbp\n"
    ".cfi_def_cfa_offset 16\n"
    ".cfi_offset %rbp, -16\n"
    "  movq %rsp, %rbp\n"
    ".cfi_def_cfa_register %rbp\n"
    "  pushq %rdi\n  pushq %rsi\n  pushq %rdx\n  pushq %rcx\n"
    "  pushq %r8\n  pushq %r9\n  pushq %rax\n  pushq %r10\n"
    "  subq $128, %rsp\n"
    "  movups %xmm0, (%rsp)\n  movups %xmm1, 16(%rsp)\n  movups %xmm2, 32(%rsp)\n  movups %xmm3, 48(%rsp)\n"
    "  movups %xmm4, 64(%rsp)\n  movups %xmm5, 80(%rsp)\n  movups %xmm6, 96(%rsp)\n  movups %xmm7, 112(%rsp)\n"
    "  movq %r11, %rdi\n"
    "  call oreline_late_gdal_find\n"
    "  movq %rax, %r11\n"
    "  movups (%rsp), %xmm0\n  movups 16(%rsp), %xmm1\n  movups 32(%rsp), %xmm2\n  movups 48(%rsp), %xmm3\n"
    "  movups 64(%rsp), %xmm4\n  movups 80(%rsp), %xmm5\n  movups 96(%rsp), %xmm6\n  movups 112(%rsp), %xmm7\n"
    "  addq $128, %rsp\n"
    "  popq %r10\n  popq %rax\n  popq %r9\n  popq %r8\n"
    "  popq %rcx\n  popq %rdx\n  popq %rsi\n  popq %rdi\n"
    "  popq %rbp\n"
    ".cfi_def_cfa %rsp, 8\n"
    "  jmp *%r11\n"
    ".cfi_endproc\n"
    ".size oreline_late_gdal_first_call, . - oreline_late_gdal_first_call\n");

/* A section for each function, so that the linker drops those that a program does not use. */
#define LATE(NAME)                                                                  \
    __asm__(".section .data.late." #NAME ", \"aw\", @progbits\n"                    \
            ".balign 8\n"                                                           \
            ".Llate_slot_" #NAME ":\n"                                              \
            "  .quad 0\n"                                                           \
            "  .quad .Llate_name_" #NAME "\n"                                       \
            ".section .rodata.late." #NAME ", \"a\", @progbits\n"                   \
            ".Llate_name_" #NAME ": .asciz \"" #NAME "\"\n"                         \
            ".section .text.late." #NAME ", \"ax\", @progbits\n"                    \
            ".globl " #NAME "\n"                                                    \
            ".hidden " #NAME "\n"                                                   \
            ".type " #NAME ", @function\n"                                          \
            #NAME ":\n"                                                             \
            ".cfi_startproc\n"                                                      \
            "  movq .Llate_slot_" #NAME "(%rip), %r11\n"                            \
            "  testq %r11, %r11\n"                                                  \
            "  je 1f\n"                                                             \
            "  jmp *%r11\n"                                                         \
            "1: leaq .Llate_slot_" #NAME "(%rip), %r11\n"                           \
            "  jmp oreline_late_gdal_first_call\n"                                  \
            ".cfi_endproc\n"                                                        \
            ".size " #NAME ", . - " #NAME "\n"                                      \
            ".text\n");

#include "late_gdal_functions.h"
