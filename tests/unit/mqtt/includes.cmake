# SPDX-License-Identifier: GPL-3.0-or-later
# The headers that a program for Qt MQTT may include, each compiled by itself.
set(folder ${PROJECT_SOURCE_DIR}/src/mqtt/QtMqtt)
file(GLOB files CONFIGURE_DEPENDS ${folder}/*)
list(TRANSFORM files REPLACE "^.*/" "" OUTPUT_VARIABLE headers)
list(FILTER headers EXCLUDE REGEX "_p\\.h$")
set(sources)
set(forwarding)
foreach(header IN LISTS headers)
    string(MAKE_C_IDENTIFIER ${header} name)
    if(header MATCHES "\\.h$")
        set(source ${CMAKE_CURRENT_BINARY_DIR}/includes/include_${name}.cpp)
        file(CONFIGURE OUTPUT ${source} CONTENT "#include <QtMqtt/${header}>\n#include <${header}>\n" @ONLY)
        list(APPEND sources ${source})
    elseif(header MATCHES "^(QtMqtt|QMqtt)$")
        string(APPEND forwarding "#include <${header}>\n#include <QtMqtt/${header}>\n"
            "[[maybe_unused]] constexpr auto code${header} = QMqtt::ReasonCode::Success;\n")
    else()
        string(APPEND forwarding "#include <QtMqtt/${header}>\n#include <${header}>\nstatic_assert(sizeof(${header}) > 0);\n")
    endif()
endforeach()
# Headers like <QMqttClient> only include another one, which is compiled by itself above.
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/includes/include_classes.cpp CONTENT "${forwarding}" @ONLY)
list(APPEND sources ${CMAKE_CURRENT_BINARY_DIR}/includes/include_classes.cpp)
add_library(mqtt_includes OBJECT ${sources})
target_link_libraries(mqtt_includes PRIVATE standin_options standin_mqtt)

# A copy of the folder: the program that uses it has access neither to the sources nor to their libraries.
set(handed_out ${CMAKE_CURRENT_BINARY_DIR}/handed_out)
list(TRANSFORM files REPLACE "^.*/" "${handed_out}/QtMqtt/" OUTPUT_VARIABLE copies)
add_custom_command(OUTPUT ${copies}
    DEPENDS ${files}
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${handed_out}
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${folder} ${handed_out}/QtMqtt)
add_custom_target(mqtt_handed_out DEPENDS ${copies})
add_executable(mqtt_foreign foreign/main.cpp)
add_dependencies(mqtt_foreign mqtt_handed_out standin_mqtt standin_base)
target_include_directories(mqtt_foreign PRIVATE ${handed_out} ${handed_out}/QtMqtt)
target_compile_features(mqtt_foreign PRIVATE cxx_std_20)
target_link_libraries(mqtt_foreign PRIVATE $<TARGET_FILE:standin_mqtt> $<TARGET_FILE:standin_base> Qt6::Network)
