# SPDX-License-Identifier: GPL-3.0-or-later
# The compile options of all our targets. Link it privately.
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

# Most of the time of a compilation goes into the headers of Qt, so they are compiled once: for the engine, for the
# window, and for the tests of each.
option(STANDIN_PCH "Precompile the headers of Qt" ON)
if(STANDIN_PCH AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess) # without it ccache does not see the contents of a precompiled header
endif()

# standin_precompiled(engine OF Qt6::Core … HEADERS <QString> …): the target standin_pch_engine. It takes the include
# folders of the libraries and not their macros (QT_NETWORK_LIB): GCC refuses a header whose macros a target lacks.
function(standin_precompiled name)
    cmake_parse_arguments(ARG "" "" "OF;HEADERS" ${ARGN})
    if(STANDIN_PCH)
        add_library(standin_pch_${name} STATIC ${PROJECT_SOURCE_DIR}/cmake/pch/pch.cpp)
        target_link_libraries(standin_pch_${name} PRIVATE standin_options)
        target_compile_definitions(standin_pch_${name} PRIVATE QT_CORE_LIB)
        foreach(library IN LISTS ARG_OF)
            target_include_directories(standin_pch_${name} SYSTEM PRIVATE
                $<TARGET_PROPERTY:${library},INTERFACE_INCLUDE_DIRECTORIES>)
        endforeach()
        target_precompile_headers(standin_pch_${name} PRIVATE ${ARG_HEADERS})
    endif()
endfunction()

function(standin_use_precompiled target name)
    if(STANDIN_PCH)
        target_precompile_headers(${target} REUSE_FROM standin_pch_${name})
    endif()
endfunction()

# moc reads all headers that a file includes, which takes most of its time, and needs none of them: the classes here use
# no macros of other headers that moc has to expand. So it runs without include folders. It then also runs again only
# for a file that changed itself.
get_target_property(standin_moc Qt6::moc LOCATION)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/moc @ONLY NEWLINE_STYLE UNIX CONTENT [=[#!/usr/bin/env bash
arguments=()
for argument; do
    [[ $argument == -I* ]] || arguments+=("$argument")
done
exec "@standin_moc@" "${arguments[@]}"
]=])
file(CHMOD ${PROJECT_BINARY_DIR}/moc PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

function(standin_use_moc target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTOMOC_EXECUTABLE ${PROJECT_BINARY_DIR}/moc)
endfunction()

# The files of units: "http/reply" is http/reply.h and http/reply.cpp, or the existing one of them.
function(standin_files variable)
    set(files)
    foreach(unit IN LISTS ARGN)
        set(found)
        foreach(file ${unit}.h ${unit}.cpp)
            if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
                list(APPEND found ${file})
            endif()
        endforeach()
        if(NOT found)
            message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR} has neither ${unit}.h nor ${unit}.cpp")
        endif()
        list(APPEND files ${found})
    endforeach()
    set(${variable} ${files} PARENT_SCOPE)
endfunction()

# One static library per folder of src/: standin_library(base UNITS … LINK … [SOURCES …] [MOC] [PCH engine]).
# MOC: some of its classes are QObjects with Q_OBJECT.
function(standin_library name)
    cmake_parse_arguments(ARG "MOC" "PCH" "UNITS;SOURCES;LINK" ${ARGN})
    standin_files(files ${ARG_UNITS})
    add_library(standin_${name} STATIC ${files} ${ARG_SOURCES})
    if(ARG_MOC)
        standin_use_moc(standin_${name})
    endif()
    target_include_directories(standin_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(standin_${name} PUBLIC ${ARG_LINK} PRIVATE standin_options)
    if(NOT ARG_PCH)
        set(ARG_PCH engine)
    endif()
    standin_use_precompiled(standin_${name} ${ARG_PCH})
endfunction()
