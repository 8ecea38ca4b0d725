# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the files of resources/schema part of assize_store, so that the program needs no file to open a database.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/schema/[0-9][0-9][0-9]_*.sql)
list(SORT migration_files)
set(projections_file ${CMAKE_SOURCE_DIR}/resources/schema/projections.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files} ${projections_file})

set(ASSIZE_MIGRATIONS "")
foreach(migration_file IN LISTS migration_files)
    get_filename_component(migration_name ${migration_file} NAME_WE)
    string(REGEX MATCH "^[0-9]+" migration_version ${migration_name})
    string(REGEX REPLACE "^0+" "" migration_version ${migration_version})
    file(READ ${migration_file} migration_sql)
    string(APPEND ASSIZE_MIGRATIONS "    {${migration_version}, \"${migration_name}\", R\"sql(${migration_sql})sql\"},\n")
endforeach()
file(READ ${projections_file} projections_sql)
set(ASSIZE_PROJECTIONS "R\"sql(${projections_sql})sql\"")
configure_file(${CMAKE_CURRENT_LIST_DIR}/migrations_embedded.cpp.in
    ${CMAKE_BINARY_DIR}/generated/store/migrations_embedded.cpp @ONLY)
target_sources(assize_store PRIVATE ${CMAKE_BINARY_DIR}/generated/store/migrations_embedded.cpp)
