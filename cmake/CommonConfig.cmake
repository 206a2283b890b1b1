# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of ours is compiled with. Link it privately.
add_library(standin_options INTERFACE)
target_compile_features(standin_options INTERFACE cxx_std_20)
target_compile_options(standin_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
    $<$<BOOL:${STANDIN_WERROR}>:-Werror>)
target_compile_definitions(standin_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_CONTEXTLESS_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)

# One static library per folder of src/: standin_library(base SOURCES … LINK … )
function(standin_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(standin_${name} STATIC ${ARG_SOURCES})
    target_include_directories(standin_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(standin_${name} PUBLIC ${ARG_LINK} PRIVATE standin_options)
endfunction()
