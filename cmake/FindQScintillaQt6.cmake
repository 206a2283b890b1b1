# SPDX-License-Identifier: GPL-3.0-or-later
# QScintilla ships no CMake package. Defines the target QScintilla::Qt6.
find_path(QScintillaQt6_INCLUDE_DIR Qsci/qsciscintilla.h PATH_SUFFIXES x86_64-linux-gnu/qt6 qt6 HINTS
          ${Qt6Core_INCLUDE_DIRS})
find_library(QScintillaQt6_LIBRARY NAMES qscintilla2_qt6)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QScintillaQt6 REQUIRED_VARS QScintillaQt6_LIBRARY QScintillaQt6_INCLUDE_DIR)

if(QScintillaQt6_FOUND AND NOT TARGET QScintilla::Qt6)
    add_library(QScintilla::Qt6 UNKNOWN IMPORTED)
    set_target_properties(QScintilla::Qt6 PROPERTIES
        IMPORTED_LOCATION ${QScintillaQt6_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${QScintillaQt6_INCLUDE_DIR})
endif()
