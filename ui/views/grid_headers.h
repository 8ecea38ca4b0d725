// SPDX-License-Identifier: GPL-3.0-or-later
// The frozen edges of the grid: contestants with rank and result on the left, problems on top, and titles in
// the corner between them.
#pragma once

#include <QHeaderView>
#include <QWidget>

namespace assize::ui {

class ContestModel;

/// Where the columns of the row header lie; shared by the header and the corner above it.
struct RowHeaderColumns
{
    int rank = 0; ///< width, numbers right-aligned
    int name = 0;
    int solved = 0;
    int penalty = 0; ///< 0: not shown
    int padding = 8;

    int total() const
    {
        return padding + rank + padding + name + padding + solved + (penalty > 0 ? padding + penalty : 0) +
               padding;
    }
    static RowHeaderColumns make(const ContestModel& model, const QFont& font);
};

class RowHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit RowHeader(const ContestModel* model, QWidget* parent);
    void setColumns(const RowHeaderColumns& columns);
    const RowHeaderColumns& columns() const { return m_columns; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;

private:
    const ContestModel* m_model;
    RowHeaderColumns m_columns;
};

class ColumnHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit ColumnHeader(const ContestModel* model, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;

private:
    const ContestModel* m_model;
};

class GridCorner final : public QWidget
{
    Q_OBJECT

public:
    explicit GridCorner(const RowHeader* header, const ContestModel* model, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const RowHeader* m_header;
    const ContestModel* m_model;
};

} // namespace assize::ui
